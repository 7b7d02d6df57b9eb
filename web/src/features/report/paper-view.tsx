import type { Report, SectionKey } from '#contract/report';
import { useT } from '../../app/language.tsx';
import { formatDate } from '../../ui/format.ts';
import '../../ui/styles/paper-sheet.css';
import { amountText, changeText } from '../indicator/show.ts';
import { texts } from './texts.ts';

const titles: readonly (readonly [string, readonly SectionKey[]])[] = [
  ['I. TÌNH HÌNH CHUNG', ['overview']],
  ['II. KẾT QUẢ QUA CÁC CHỈ SỐ', []],
  ['III. KẾT QUẢ THỰC HIỆN NHIỆM VỤ', ['review', 'results']],
  ['IV. KHÓ KHĂN, VƯỚNG MẮC', ['obstacles']],
  ['V. ĐỀ XUẤT, KIẾN NGHỊ', ['proposals']],
  ['VI. NHIỆM VỤ TRỌNG TÂM KỲ TỚI', ['plan']],
];

/** The paper as it will be printed, on the screen; the files are made by the server. */
export function PaperView({ shown }: { shown: Report }) {
  const t = useT(texts);
  return (
    <article className="sheet" lang="vi">
      <div className="sheet-head">
        <div>
          <p className="sheet-upper">
            <strong>{shown.unit.name}</strong>
          </p>
          <hr className="sheet-rule" />
          <p>{t('sheet.number', { number: shown.number ?? `…/${shown.symbol}` })}</p>
        </div>
        <div>
          <p>
            <strong>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</strong>
          </p>
          <p>
            <strong>Độc lập - Tự do - Hạnh phúc</strong>
          </p>
          <hr className="sheet-rule" />
          <p>
            <em>{shown.issuedOn ? formatDate(shown.issuedOn) : '…'}</em>
          </p>
        </div>
      </div>
      <div className="sheet-title">
        <p>
          <strong>BÁO CÁO</strong>
        </p>
        <p>
          <strong>{shown.title}</strong>
        </p>
      </div>
      <p className="sheet-text">Kính gửi: {shown.receivers.map((one) => one.name).join(', ')}</p>
      {titles.map(([title, keys]) => (
        <section key={title}>
          <h3>{title}</h3>
          {keys.length === 0 ? <Figures shown={shown} /> : <Part shown={shown} keys={keys} />}
        </section>
      ))}
      <div className="sheet-foot">
        <div>
          <p>
            <strong>
              <em>Nơi nhận:</em>
            </strong>
          </p>
          <p>- Như trên;</p>
          <p>- Lưu: VT.</p>
        </div>
        <div>
          <p>
            <strong>{shown.signedBy ?? '(chưa ký)'}</strong>
          </p>
        </div>
      </div>
    </article>
  );
}

function Part({ shown, keys }: { shown: Report; keys: readonly SectionKey[] }) {
  const t = useT(texts);
  const lines = keys.flatMap((key) =>
    (shown.sections.find((section) => section.key === key)?.text ?? '')
      .split('\n')
      .filter((line) => line.trim() !== ''),
  );
  if (lines.length === 0) return <p className="sheet-text">{t('sheet.none')}</p>;
  return lines.map((line) => (
    <p key={line} className="sheet-text">
      {line}
    </p>
  ));
}

function Figures({ shown }: { shown: Report }) {
  const t = useT(texts);
  return (
    <table className="sheet-table">
      <thead>
        <tr>
          <th scope="col">{t('fig.model')}</th>
          <th scope="col">{t('fig.title')}</th>
          <th scope="col">{t('fig.now')}</th>
          <th scope="col">{t('fig.change')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.figures.map((line) => (
          <tr key={line.key}>
            <td>{line.models.join(', ')}</td>
            <td>{line.title}</td>
            <td>
              {line.value === null ? t('noFigure') : amountText(line.value, line.unit.kind)}
              {line.isTyped && line.value !== null ? ` (${t('typed')})` : ''}
            </td>
            <td>{changeText(line.value, line.previous, line.unit.kind) ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
