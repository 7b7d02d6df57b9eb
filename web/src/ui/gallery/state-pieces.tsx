import { Button } from '../button.tsx';
import { EvidenceLadder, ResultBanner } from '../evidence.tsx';
import { Notice } from '../notice.tsx';
import { EmptyState, ErrorState, OfflineLine, SkeletonCard, SkeletonRows } from '../states.tsx';
import { useToast } from '../toast.tsx';
import { Sample } from './sample.tsx';

const nothing = () => undefined;

export function StatePieces() {
  const toast = useToast();
  return (
    <>
      <Sample title="Trống, đang tải, lỗi, mất mạng">
        <div className="card">
          <EmptyState title="Bạn chưa có hồ sơ nào" action={<Button>Tìm thủ tục</Button>}>
            Tìm việc bạn cần làm ở trang chủ; chúng tôi điền sẵn những gì đã biết.
          </EmptyState>
        </div>
        <div className="card">
          <ErrorState
            text="Chưa kết nối được máy chủ. Thông tin bạn nhập vẫn còn trên máy này."
            reference="0193f2a0"
            onRetry={nothing}
          />
        </div>
        <SkeletonRows count={3} />
        <SkeletonCard />
        <OfflineLine forced waiting={2} />
        <Button onClick={() => toast({ text: 'Đã tiếp nhận H15.41-261120-0015', undo: nothing })}>
          Hiện lời báo
        </Button>
      </Sample>
      <Sample title="Lời nhắn">
        <Notice>Từ 24/11 nghỉ lễ, ngày trả kết quả được tính lại.</Notice>
        <Notice tone="amber" title="Cán bộ đề nghị bạn bổ sung">
          Ảnh trang cuối hợp đồng thuê nhà
        </Notice>
        <Notice tone="basalt">Ngân hàng chưa báo có. Chưa có gì bị trừ hai lần.</Notice>
        <Notice tone="leaf">Đã gửi bổ sung. Thời hạn được tính tiếp.</Notice>
      </Sample>
      <Sample title="Kết quả và mức chứng cứ">
        <div className="sample-wide stack">
          <ResultBanner
            tone="done"
            title="Đã khai báo lưu trú"
            text="Biên nhận LT-261123-0031, đã gửi Công an xã lúc 19:48"
            figure={{ value: '6,2 giây', words: 'từ lúc quét' }}
          />
          <ResultBanner
            tone="warn"
            title="Giấy tờ đã hết hạn"
            text="Giấy tờ thật nhưng đã hết thời hạn giá trị."
          />
          <ResultBanner tone="stop" title="Tệp đã bị sửa sau khi ký" text="Không dùng tệp này." />
          <div className="card pad">
            <EvidenceLadder reached="I2" needed="I1" />
          </div>
          <div className="card pad">
            <EvidenceLadder reached="I1" needed="I4" />
          </div>
        </div>
      </Sample>
    </>
  );
}
