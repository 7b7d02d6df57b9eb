import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';

function PlainEditLink({
  about,
  children,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { about?: string }) {
  return (
    <a {...rest}>
      {children}
      {about ? <span className="sr"> {about}</span> : null}
    </a>
  );
}
export const EditLink = createLink(PlainEditLink);

export type CheckItem = { name: string; value: ReactNode; source?: ReactNode };

/** One part of the answers to check. What comes from a register has no "change"; the origin is always there. */
export function CheckSection(props: {
  title: string;
  items?: readonly CheckItem[];
  edit?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section className="card check">
      <div className="check-head">
        <h2>{props.title}</h2>
        {props.edit}
      </div>
      {props.items ? (
        <dl>
          {props.items.map((item) => (
            <div key={item.name}>
              <dt>{item.name}</dt>
              <dd>
                {item.value}
                {item.source}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {props.children}
    </section>
  );
}

export function useEditWord() {
  const t = useT(texts);
  return t('action.edit');
}
