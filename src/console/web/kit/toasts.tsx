import { X } from 'lucide-react';
import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { IconButton } from './button.tsx';

interface Told {
  readonly text: string;
  readonly tone: 'good' | 'bad';
}

const queue = new ToastQueue<Told>({ maxVisibleToasts: 3 });

/** Tells that something was done (gone after 6 s) or refused (stays until it is closed). Heard by screen readers too. */
export function showToast(text: string, tone: Told['tone'] = 'good'): void {
  queue.add({ text, tone }, tone === 'good' ? { timeout: 6000 } : {});
}

export function Toasts() {
  return (
    <ToastRegion queue={queue} className="toasts" aria-label="What was done">
      {({ toast }) => (
        <Toast toast={toast} className={toast.content.tone === 'bad' ? 'toast bad' : 'toast'}>
          <ToastContent className="toast-text">
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          <IconButton slot="close" label="Close" icon={X} small />
        </Toast>
      )}
    </ToastRegion>
  );
}
