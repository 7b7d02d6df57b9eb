import { Button } from '../button.tsx';
import { CaseSteps } from '../case-steps.tsx';
import { CheckSection } from '../check-section.tsx';
import { CaseRow, LinkRow, TodoCard } from '../citizen-pieces.tsx';
import { IconCashBanknote, IconSearch } from '../icons.ts';
import { KnownFacts, KnownFactsDown } from '../known-facts.tsx';
import { Mark } from '../mark.tsx';
import { SourceLine } from '../source-line.tsx';
import { StateTag } from '../state-tag.tsx';
import { DraftLine, QuestionProgress } from '../step-page.tsx';
import { Sample } from './sample.tsx';

const nothing = () => undefined;
const facts = [
  { name: 'Họ và tên', value: 'H’Mĭn Niê Kđăm' },
  { name: 'Ngày sinh', value: '14/03/1994' },
  { name: 'Số định danh', value: '100•••••0123' },
];

function Buttons() {
  return (
    <Sample title="Nút">
      <Mark size={32} />
      <Button kind="filled">Nộp hồ sơ</Button>
      <Button kind="filled" kbd="T">
        Tiếp nhận hồ sơ
      </Button>
      <Button kbd="B">Yêu cầu bổ sung</Button>
      <Button kind="quiet" icon={<IconSearch className="i" aria-hidden="true" />}>
        Chép địa chỉ
      </Button>
      <Button kind="refusing" kbd="R">
        Từ chối tiếp nhận
      </Button>
      <Button kind="filled" busy>
        Đang gửi
      </Button>
    </Sample>
  );
}

function Tags() {
  return (
    <Sample title="Trạng thái và nguồn">
      <StateTag tone="leaf" icon="done">
        Đã có kết quả
      </StateTag>
      <StateTag tone="amber" icon="pause">
        Chờ bạn bổ sung
      </StateTag>
      <StateTag tone="basalt" icon="late">
        Quá hạn
      </StateTag>
      <StateTag tone="river" icon="clock">
        Đang xử lý
      </StateTag>
      <StateTag tone="neutral" icon="info">
        Bản nháp
      </StateTag>
      <SourceLine source="register" when="09:10" />
      <SourceLine source="vneid" />
      <SourceLine source="typed" />
      <SourceLine source="uploaded" />
      <SourceLine source="signed" />
      <SourceLine source="vault" />
      <SourceLine source="unverified" />
      <DraftLine state={{ kind: 'saved', at: '2026-11-23T09:12:00+07:00' }} />
      <DraftLine state={{ kind: 'saving' }} />
      <DraftLine state={{ kind: 'local' }} />
    </Sample>
  );
}

function Steps() {
  return (
    <Sample title="Bốn bước của hồ sơ">
      <div className="sample-wide stack">
        <CaseSteps looks={['now', 'todo', 'todo', 'todo']} />
        <CaseSteps looks={['done', 'held', 'todo', 'todo']} />
        <CaseSteps looks={['done', 'done', 'now', 'todo']} />
        <CaseSteps looks={['ok', 'ok', 'ok', 'ok']} />
        <CaseSteps looks={['done', 'stopped', 'todo', 'todo']} />
        <QuestionProgress words="Câu 3 trên 5" at={3} of={5} />
      </div>
    </Sample>
  );
}

function Cards() {
  return (
    <Sample title="Việc cần làm, hồ sơ">
      <TodoCard
        tag={{ tone: 'amber', icon: 'clock', text: 'Còn 2 ngày làm việc' }}
        title="Bổ sung giấy tờ về chỗ ở"
        text="Hồ sơ Đăng ký tạm trú cần ảnh trang cuối hợp đồng thuê nhà, trước 17:00 ngày 26/11/2026."
        action={<Button>Bổ sung giấy tờ</Button>}
      />
      <div className="card">
        <LinkRow
          to="/thanh-toan"
          icon={<IconCashBanknote className="i" aria-hidden="true" />}
          heading="Nộp lệ phí 115.000 đ"
          note="Đổi giấy phép lái xe"
        />
      </div>
      <div className="card">
        <CaseRow
          to="/ho-so"
          heading="Bản sao trích lục khai sinh"
          code="H15.41-261123-0005"
          standing={{ tone: 'river', icon: 'clock', text: 'Đang xử lý' }}
          steps={['done', 'done', 'now', 'todo']}
          next="Hẹn trả hôm nay, trước 17:00."
        />
      </div>
    </Sample>
  );
}

export function CitizenPieces() {
  return (
    <>
      <Buttons />
      <Tags />
      <Steps />
      <Cards />
      <Sample title="Điều đã biết, điều cần kiểm tra">
        <KnownFacts facts={facts} source="register" readAt="2026-11-23T09:10:00+07:00" onWrong={nothing} />
        <KnownFactsDown />
        <CheckSection
          title="Chỗ ở tạm trú"
          items={[
            { name: 'Địa chỉ', value: 'Buôn Tring 2, phường Buôn Hồ', source: <SourceLine source="typed" /> },
            { name: 'Thời gian', value: 'Từ 01/12/2026 đến 30/11/2028' },
          ]}
        />
      </Sample>
    </>
  );
}
