import { Route, Switch } from 'wouter';
import { MessageDetailView } from './detail-view.tsx';
import { MessageListView } from './list-view.tsx';
import './messages.css';

/** All that left the house: texts, e-mails and requests. */
export function MessagesPage() {
  return (
    <Switch>
      <Route path="/messages/:id">{({ id }) => <MessageDetailView id={id} key={id} />}</Route>
      <Route>
        <MessageListView />
      </Route>
    </Switch>
  );
}
