import { Route, Switch } from 'wouter';
import { ContactView } from './contact-view.tsx';
import { ContactsTabs } from './contacts-tabs.tsx';
import './contacts.css';

/** Whom the business knows, who wants no messages, and what is kept of all of it. */
export function ContactsPage() {
  return (
    <Switch>
      <Route path="/contacts/:site/:id">
        {({ site, id }) => <ContactView siteId={decodeURIComponent(site)} id={decodeURIComponent(id)} key={id} />}
      </Route>
      <Route>
        <ContactsTabs />
      </Route>
    </Switch>
  );
}
