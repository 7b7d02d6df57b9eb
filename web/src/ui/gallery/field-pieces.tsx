import { useState } from 'react';
import { type Address, AddressField } from '../address-field.tsx';
import { DateField } from '../date-field.tsx';
import { AreaField, CheckField, ChecksField, ErrorBox, RadioField, TextField } from '../field.tsx';
import { FileDrop } from '../file-drop.tsx';
import { MaskedNumber, MoneyText } from '../money.tsx';
import { QrCode } from '../qr-code.tsx';
import { SourceLine } from '../source-line.tsx';
import { Sample } from './sample.tsx';

const wards = [
  { code: '24328', name: 'Phường Buôn Hồ', formerNames: ['Phường An Lạc', 'Phường Bình Tân'] },
  { code: '24373', name: 'Xã Ea Súp' },
  { code: '24305', name: 'Xã Krông Năng' },
];
const nothing = () => undefined;
const kinds = [
  { value: 'rented', label: 'Nhà thuê', note: 'Có hợp đồng với chủ nhà' },
  { value: 'own', label: 'Nhà của tôi' },
];

function Typed() {
  const [text, setText] = useState('Buôn Tring 2');
  return (
    <Sample title="Ô nhập">
      <TextField
        label="Số nhà, đường hoặc buôn"
        hint="Ví dụ: 24 Nguyễn Trãi, hoặc Buôn Tring"
        value={text}
        onChange={(event) => setText(event.target.value)}
        source={<SourceLine source="uploaded">Từ hợp đồng thuê nhà bạn vừa gửi, sửa được</SourceLine>}
      />
      <TextField
        id="so-dinh-danh"
        label="Số định danh cá nhân"
        error="Số định danh có 12 chữ số; bạn mới nhập 11"
        value="10000000012"
        onChange={nothing}
        short
      />
      <AreaField label="Lời nhắn cho cán bộ" optional value="" onChange={nothing} />
      <ErrorBox errors={[{ field: 'so-dinh-danh', text: 'Số định danh có 12 chữ số; bạn mới nhập 11' }]} />
    </Sample>
  );
}

function Chosen() {
  const [kind, setKind] = useState('rented');
  const [many, setMany] = useState<string[]>(['own']);
  const [agreed, setAgreed] = useState(true);
  const [day, setDay] = useState('2026-12-01');
  const [address, setAddress] = useState<Address>({ ward: '24328', line: 'Buôn Tring 2' });
  return (
    <Sample title="Chọn, ngày, địa chỉ">
      <RadioField label="Loại chỗ ở" options={kinds} value={kind} onChange={setKind} />
      <ChecksField label="Thành phần cần nộp lại" optional options={kinds} value={many} onChange={setMany} />
      <RadioField label="Loại chỗ ở" error="Hãy chọn một mục" options={kinds} value="" onChange={nothing} />
      <div className="stack">
        <DateField label="Từ ngày" value={day} onChange={setDay} />
        <DateField label="Đến ngày" value="31/02/2027" error="Tháng 2 không có ngày 31" onChange={nothing} />
        <CheckField checked={agreed} onChange={setAgreed}>
          Tôi cam đoan các thông tin trên là đúng.
        </CheckField>
        <CheckField checked={false} onChange={nothing} error="Hãy đánh dấu cam đoan trước khi nộp">
          Tôi cam đoan các thông tin trên là đúng.
        </CheckField>
      </div>
      <AddressField id="dia-chi" legend="Nơi tạm trú" value={address} onChange={setAddress} wards={wards} />
    </Sample>
  );
}

function Values() {
  return (
    <Sample title="Tệp, tiền, số che, mã QR">
      <FileDrop
        label="Hợp đồng thuê nhà"
        files={[
          { id: 'a', name: 'hop-dong.pdf', size: 812_004, state: 'sent' },
          { id: 'b', name: 'trang-cuoi.jpg', size: 2_400_000, state: 'sending' },
          {
            id: 'c',
            name: 'ảnh mờ.png',
            size: 90_000,
            state: 'failed',
            error: 'Tệp không đọc được, hãy chụp lại',
          },
        ]}
        onAdd={nothing}
        onRemove={nothing}
      />
      <p>
        <MoneyText amount={1_234_567} />
      </p>
      <p>
        <MaskedNumber masked="100•••••0231" onReveal={() => Promise.resolve('100000000231')} />
      </p>
      <div className="sample-qr">
        <QrCode text="https://serepok.invalid/xac-minh/DLK-7Q2M-9XPA" label="Mã xác minh" size={160} />
      </div>
    </Sample>
  );
}

export function FieldPieces() {
  return (
    <>
      <Typed />
      <Chosen />
      <Values />
    </>
  );
}
