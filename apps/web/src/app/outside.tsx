import type { ReactNode } from 'react';
import '../officers/officers.css';

/** A page outside the sign-in, that a link leads to: one card under the name of the house. */
export function Outside({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="sign-in">
      <title>{`${title} · Rogatoria`}</title>
      <header className="sign-in-head">
        <p className="sign-in-brand">Rogatoria</p>
      </header>
      <main className="invitation-main">{children}</main>
    </div>
  );
}
