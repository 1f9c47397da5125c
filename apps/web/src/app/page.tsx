import type { ReactNode } from 'react';

export interface PageProps {
  /** the h1, and the window's title unless `windowTitle` says otherwise */
  title: ReactNode;
  windowTitle?: string;
  /** where we are: `Outgoing / Preservation / …` */
  above?: ReactNode;
  lead?: ReactNode;
  /** beside the title */
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** The frame of a screen: one title, then the content. */
export function Page({ title, windowTitle, above, lead, actions, className, children }: PageProps) {
  const name = windowTitle ?? (typeof title === 'string' ? title : undefined);
  return (
    <div className={className ? `page ${className}` : 'page'}>
      {name ? <title>{`${name} · Rogatoria`}</title> : null}
      <header className="page-head">
        <div className="page-titles">
          {above ? <div className="page-above">{above}</div> : null}
          <h1>{title}</h1>
          {lead ? <div className="page-lead">{lead}</div> : null}
        </div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}
