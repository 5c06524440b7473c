import './notice.css';
import type { ReactNode } from 'react';

interface Props {
  /** `good`: done. `care`: to be taken note of. `bad`: it did not work, or hurts. `plain`: good to know. */
  readonly tone: 'good' | 'care' | 'bad' | 'plain';
  readonly title?: string;
  /** `alert` for what appears after something was pressed and has to be heard at once. */
  readonly role?: 'alert' | 'status';
  readonly children: ReactNode;
}

/** A sentence that stands out. Light background with dark text, so that it can be read in every tone. */
export function Notice({ tone, title, role, children }: Props) {
  return (
    <div className="notice" data-tone={tone} role={role}>
      {title === undefined ? null : <strong>{title}</strong>}
      <div>{children}</div>
    </div>
  );
}
