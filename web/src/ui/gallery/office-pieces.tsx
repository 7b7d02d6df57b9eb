import { useState } from 'react';
import { Button } from '../button.tsx';
import { CommandPalette } from '../command-palette.tsx';
import { type Column, DataTable, type Sort } from '../data-table.tsx';
import { formatMoney, plain } from '../format.ts';
import { IconAlertTriangle, IconClock, IconFolder } from '../icons.ts';
import { type KeyAction, KeyHints, useKeys } from '../keys.tsx';
import {
  ActionBar,
  ComponentTable,
  CounterFilter,
  EventList,
  FourStates,
  PairsBox,
  QueueRow,
  RowLink,
  TimeLeft,
} from '../office-pieces.tsx';
import { SourceLine } from '../source-line.tsx';
import { Sample } from './sample.tsx';

const nothing = () => undefined;
const keys: KeyAction[] = [{ key: 'j', words: 'hồ sơ sau', group: 'Danh sách hồ sơ', run: nothing }];
const commands = [{ id: 'queue', words: 'Hồ sơ chờ xử lý', note: 'Đi đến', run: nothing }];

function Counters() {
  const [now, setNow] = useState('receive');
  return (
    <Sample title="Bộ đếm là bộ lọc, thời gian còn lại">
      <CounterFilter
        icon={IconAlertTriangle}
        tone="late"
        count={2}
        words="Quá hạn"
        pressed={now === 'late'}
        onPress={() => setNow('late')}
      />
      <CounterFilter
        icon={IconClock}
        tone="soon"
        count={7}
        words="Đến hạn hôm nay"
        pressed={now === 'soon'}
        onPress={() => setNow('soon')}
      />
      <CounterFilter
        icon={IconFolder}
        count={12}
        words="Chờ tiếp nhận"
        pressed={now === 'receive'}
        onPress={() => setNow('receive')}
      />
      <TimeLeft value={{ minutes: -90, state: 'running' }} />
      <TimeLeft value={{ minutes: 46, state: 'running' }} />
      <TimeLeft value={{ minutes: 161, state: 'running' }} />
      <TimeLeft value={{ minutes: 1440, state: 'running' }} />
      <TimeLeft value={{ minutes: 0, state: 'paused' }} />
    </Sample>
  );
}

function Queue() {
  return (
    <Sample title="Dòng hồ sơ, bốn trạng thái, thành phần">
      <ul className="card sample-wide">
        {[-90, 46, 161].map((minutes) => (
          <QueueRow
            key={minutes}
            link={<RowLink to="/can-bo">Đăng ký tạm trú</RowLink>}
            who="H’Lŏm Ayŭn"
            code="H15.41-261120-0031"
            left={{ minutes, state: 'running' }}
            when="14:05 · Cổng quốc gia"
            open={minutes === 161}
            picked={minutes === 46}
            onPick={nothing}
            pickLabel={`Chọn hồ sơ ${minutes}`}
          />
        ))}
      </ul>
      <div className="sample-wide">
        <FourStates
          dimensions={[
            { name: 'Nghiệp vụ', value: 'Chờ tiếp nhận', note: 'Trả lời trước 14:05 hôm nay' },
            { name: 'Lệ phí', value: 'Đã nộp 7.000 đ', note: 'VietQR, 20/11 14:04' },
            { name: 'Trả kết quả', value: 'Bản điện tử', note: 'Hẹn 27/11/2026' },
            { name: 'Cổng quốc gia', value: 'Đã đồng bộ', note: 'Mã trạng thái 1, 14:05' },
          ]}
        />
      </div>
      <div className="sample-wide">
        <ComponentTable
          title="Thành phần hồ sơ"
          aside="1 có chứng cứ bằng dữ liệu, 1 cần bạn xem"
          lines={[
            {
              id: 'identity',
              name: 'Nhân thân, nơi thường trú',
              note: 'Buôn Sah, xã Ea Tul',
              proof: <SourceLine source="register" />,
              proofNote: 'Tra cứu 20/11 13:55, khớp 6 trên 6 trường',
              verdict: { tone: 'leaf', icon: 'done', text: 'Khớp' },
            },
            {
              id: 'dwelling',
              name: 'Giấy tờ về chỗ ở hợp pháp',
              note: 'Hợp đồng thuê nhà, 3 trang',
              proof: <SourceLine source="uploaded">Người nộp tải lên</SourceLine>,
              verdict: { action: <Button kbd="X">Xem</Button> },
              needsEyes: true,
            },
          ]}
        />
      </div>
    </Sample>
  );
}

function Boxes() {
  return (
    <Sample title="Nội dung, diễn biến, thanh việc">
      <PairsBox
        title="Nội dung đề nghị"
        pairs={[{ name: 'Nơi tạm trú', value: 'Buôn Tring 2, phường Buôn Hồ' }]}
      />
      <EventList
        title="Diễn biến"
        events={[{ id: '1', at: '2026-11-20T14:05:00+07:00', text: 'Nhận từ Cổng Dịch vụ công quốc gia' }]}
      />
      <div className="sample-wide">
        <ActionBar
          label="Việc có thể làm"
          apart={
            <Button kind="refusing" kbd="R">
              Từ chối tiếp nhận
            </Button>
          }
        >
          <Button kind="filled" kbd="T">
            Tiếp nhận hồ sơ
          </Button>
          <Button kbd="B">Yêu cầu bổ sung</Button>
        </ActionBar>
        <KeyHints hints={[{ keys: ['J', 'K'], words: 'hồ sơ sau, trước' }]} />
      </div>
    </Sample>
  );
}

type Row = { code: string; name: string; fee: number };
const rows: Row[] = [
  { code: '1.004194', name: 'Đăng ký tạm trú', fee: 7000 },
  { code: '2.000635', name: 'Cấp bản sao trích lục hộ tịch', fee: 8000 },
  { code: '1.012566', name: 'Xác nhận số CMND 9 số', fee: 0 },
];
const columns: Column<Row>[] = [
  { id: 'code', name: 'Mã', show: (row) => row.code, text: (row) => row.code, sortable: true },
  { id: 'name', name: 'Tên thủ tục', show: (row) => row.name, text: (row) => row.name, sortable: true },
  {
    id: 'fee',
    name: 'Lệ phí',
    show: (row) => formatMoney(row.fee),
    text: (row) => String(row.fee),
    end: true,
  },
];

function Table() {
  const [text, setText] = useState('');
  const [sort, setSort] = useState<Sort>({ by: 'code', descending: false });
  const shown = rows
    .filter((row) => plain(row.name).includes(plain(text)))
    .toSorted((a, b) =>
      sort.by === 'name' ? a.name.localeCompare(b.name, 'vi') : a.code.localeCompare(b.code),
    );
  return (
    <Sample title="Bảng">
      <div className="sample-wide">
        <DataTable
          name="mau"
          caption="Bảng mẫu"
          columns={columns}
          rows={sort.descending ? shown.toReversed() : shown}
          rowId={(row) => row.code}
          search={{ value: text, onChange: setText }}
          sort={sort}
          onSort={setSort}
          page={{ hasNext: true, hasPrevious: false, onNext: nothing, onPrevious: nothing }}
        />
      </div>
    </Sample>
  );
}

export function OfficePieces() {
  useKeys(keys);
  return (
    <>
      <Counters />
      <Queue />
      <Boxes />
      <Table />
      <CommandPalette commands={commands} />
    </>
  );
}
