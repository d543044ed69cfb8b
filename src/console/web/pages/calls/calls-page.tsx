import './calls.css';
import { usePath } from '../../data/location.ts';
import { CallPage } from './call-page.tsx';
import { CallsList } from './calls-list.tsx';

/** `#/calls`: the list; `#/calls/CA…`: one of them. */
export function CallsPage() {
  const [path] = usePath();
  const id = path.split('/')[2] ?? '';
  return id === '' ? <CallsList /> : <CallPage key={id} id={id} />;
}
