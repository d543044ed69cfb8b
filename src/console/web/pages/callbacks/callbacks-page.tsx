import { Route, Switch } from 'wouter';
import { CallbackDayView } from './day-view.tsx';
import { CallbackDetailView } from './detail-view.tsx';
import { CallbackListView } from './list-view.tsx';
import './callbacks.css';

/** What was promised to callers: the list, the day of a line, and one of them. */
export function CallbacksPage() {
  return (
    <Switch>
      <Route path="/callbacks/day">
        <CallbackDayView />
      </Route>
      <Route path="/callbacks/:id">{({ id }) => <CallbackDetailView id={id} key={id} />}</Route>
      <Route>
        <CallbackListView />
      </Route>
    </Switch>
  );
}
