import { useHashQuery } from '../../data/location.ts';
import { useMay, useWho } from '../../data/who.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { Select } from '../../kit/select.tsx';
import { Tabs } from '../../kit/tabs.tsx';
import { ContactList } from './contact-list.tsx';
import { OptOuts } from './opt-outs.tsx';
import { PersonData } from './person-data.tsx';
import { RetentionTab } from './retention-tab.tsx';

const titles = { contacts: 'Contacts', 'opt-outs': 'Opt-outs', data: 'Personal data', kept: 'What is kept' } as const;

/** The parts of the page; which one, and of which site, stands in the address. */
export function ContactsTabs() {
  const [query, change] = useHashQuery();
  const { lines } = useWho();
  const isAdmin = useMay('admin');
  const sites = [...new Map(lines.map(({ siteId, site }) => [siteId, site]))];
  const siteId = query.site ?? sites[0]?.[0] ?? '';
  const tabs = [
    { id: 'contacts', title: titles.contacts, content: <ContactList siteId={siteId} key={siteId} /> },
    { id: 'opt-outs', title: titles['opt-outs'], content: <OptOuts siteId={siteId} key={siteId} /> },
    ...(isAdmin ? [{ id: 'data', title: titles.data, content: <PersonData siteId={siteId} key={siteId} /> }] : []),
    { id: 'kept', title: titles.kept, content: <RetentionTab /> },
  ];
  const selected = tabs.find(({ id }) => id === query.tab)?.id ?? 'contacts';
  return (
    <>
      <PageHeader
        title="Contacts"
        note="Whom the bot recognises, who wants no messages, and what is kept of calls."
        actions={
          sites.length > 1 && (
            <Select
              label="Business"
              value={siteId}
              options={sites.map(([value, label]) => ({ value, label }))}
              onChange={(site) => change({ site, q: null })}
            />
          )
        }
      />
      <Tabs
        label="Contacts"
        tabs={tabs}
        selected={selected}
        onSelect={(tab) => change({ tab: tab === 'contacts' ? null : tab, q: null })}
      />
    </>
  );
}
