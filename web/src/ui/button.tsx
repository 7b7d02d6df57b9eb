import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode, Ref } from 'react';

export type ButtonKind = 'filled' | 'outline' | 'quiet' | 'refusing';

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd>{children}</kbd>;
}

type Look = { kind?: ButtonKind; main?: boolean; icon?: ReactNode; kbd?: string };

function lookClass({ kind = 'outline', main }: Look, extra: string | undefined): string {
  return `btn btn-${kind}${main ? ' btn-main' : ''}${extra ? ` ${extra}` : ''}`;
}

type ButtonProps = Look & { busy?: boolean } & ButtonHTMLAttributes<HTMLButtonElement>;

/** A verb. `busy` keeps the focus and ignores further presses; `kbd` shows the key and tells it to readers. */
export function Button({ kind, main, icon, kbd, busy, children, className, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={lookClass({ kind, main }, className)}
      aria-keyshortcuts={kbd?.toLowerCase()}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {icon}
      <span>{children}</span>
      {kbd ? <kbd aria-hidden="true">{kbd}</kbd> : null}
    </button>
  );
}

type AnchorProps = Look & AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> };

function PlainButtonLink({ kind, main, icon, kbd, children, className, ...rest }: AnchorProps) {
  return (
    <a className={lookClass({ kind, main }, className)} aria-keyshortcuts={kbd?.toLowerCase()} {...rest}>
      {icon}
      <span>{children}</span>
      {kbd ? <kbd aria-hidden="true">{kbd}</kbd> : null}
    </a>
  );
}

/** Looks like a button, goes to a page of the app. */
export const ButtonLink = createLink(PlainButtonLink);
/** Looks like a button, leaves the app (a download, the sign-in of another site). */
export const ButtonAnchor = PlainButtonLink;

type IconButtonProps = { label: string; children: ReactNode } & ButtonHTMLAttributes<HTMLButtonElement>;

export function IconButton({ label, children, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`btn-icon ${className ?? ''}`}
      aria-label={label}
      title={label}
      {...rest}
    >
      {children}
    </button>
  );
}
