import { useEffect, useState } from 'react';
import { goTo } from '../../data/location.ts';
import { ConfirmDialog } from '../../kit/dialog.tsx';

/** Asks before a link or the browser leads away from something that is not saved. */
export function LeaveGuard({ isOn }: { readonly isOn: boolean }) {
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    if (!isOn) return;
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    const onClick = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a[href^="#/"]') : null;
      if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      setWanted(link.getAttribute('href')?.slice(1) ?? null);
    };
    window.addEventListener('beforeunload', onUnload);
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [isOn]);
  const leave = (): void => {
    if (wanted !== null) goTo(wanted);
    setWanted(null);
  };
  return (
    <ConfirmDialog
      title="Leave without saving?"
      action="Leave"
      isOpen={wanted !== null}
      onClose={() => setWanted(null)}
      onConfirm={leave}
    >
      Your changes are not in force. They are kept while this tab is open: come back here to go on with them.
    </ConfirmDialog>
  );
}
