import { ChevronLeft } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';

export interface PageHeaderProps {
  readonly title: string;
  readonly note?: ReactNode;
  /** Where the page came from. */
  readonly back?: { readonly href: string; readonly title: string };
  /** What can be done with the whole page. */
  readonly actions?: ReactNode;
}

/** The heading of a page; it is the document's title too. */
export function PageHeader({ title, note, back, actions }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Attendant`;
  }, [title]);
  return (
    <header className="page-head">
      <div className="page-head-text">
        {back !== undefined && (
          <a className="back" href={back.href}>
            <ChevronLeft aria-hidden />
            {back.title}
          </a>
        )}
        <h1>{title}</h1>
        {note !== undefined && <p>{note}</p>}
      </div>
      {actions !== undefined && <div className="row">{actions}</div>}
    </header>
  );
}
