import type { Icon } from '@tabler/icons-react';
import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import {
  IconAlertTriangle,
  IconDatabase,
  IconDeviceMobile,
  IconFolder,
  IconPencil,
  IconShieldCheck,
  IconUpload,
} from './icons.ts';

export type Source = 'register' | 'vneid' | 'typed' | 'uploaded' | 'signed' | 'vault' | 'unverified';

const looks: Record<Source, { icon: Icon; tone: string }> = {
  register: { icon: IconDatabase, tone: '' },
  vneid: { icon: IconDeviceMobile, tone: '' },
  typed: { icon: IconPencil, tone: 'src-plain' },
  uploaded: { icon: IconUpload, tone: 'src-plain' },
  signed: { icon: IconShieldCheck, tone: '' },
  vault: { icon: IconFolder, tone: '' },
  unverified: { icon: IconAlertTriangle, tone: 'src-amber' },
};

/** Where a value comes from. Without own words the usual sentence of its source is used. */
export function SourceLine({ source, children, when }: { source: Source; children?: string; when?: string }) {
  const t = useT(texts);
  const { icon: Shape, tone } = looks[source];
  const words = children ?? t(`source.${source}`);
  return (
    <span className={`src ${tone}`}>
      <Shape className="i" aria-hidden="true" />
      <span>
        {words}
        {when ? `, ${when}` : ''}
      </span>
    </span>
  );
}
