import type { ReactNode } from 'react';

/** What a tab shows: in a frame, without repeating the tab's title. */
export function Panel({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <section className="card calls-panel" aria-label={label}>
      {children}
    </section>
  );
}
