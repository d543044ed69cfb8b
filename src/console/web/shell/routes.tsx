import {
  Activity,
  BookOpen,
  CalendarClock,
  ClipboardList,
  Contact,
  Gauge,
  HeartPulse,
  type LucideIcon,
  MessageSquareText,
  Phone,
  PhoneCall,
  Users,
} from 'lucide-react';
import { type ComponentType, lazy } from 'react';
import type { Who } from '../../contract/who.ts';

export interface PageRoute {
  /** The first part of the hash. */
  readonly path: string;
  readonly title: string;
  readonly group: 'Work' | 'Set up' | 'Watch';
  readonly icon: LucideIcon;
  readonly page: ComponentType;
  /** Who it is for; absent: everybody. */
  readonly isFor?: (who: Who) => boolean;
}

const modules = import.meta.glob<Record<string, ComponentType>>('../pages/*/*-page.tsx');

/** A page is loaded when it is first opened. */
function page(file: string, name: string): ComponentType | null {
  const load = modules[`../pages/${file}.tsx`];
  return load === undefined ? null : lazy(async () => ({ default: (await load())[name] as ComponentType }));
}

const isAdmin = ({ operator }: Who): boolean => operator.role === 'admin';

const known: readonly (Omit<PageRoute, 'page'> & { readonly page: ComponentType | null })[] = [
  {
    path: 'phone',
    title: 'Phone',
    group: 'Work',
    icon: Phone,
    page: page('phone/phone-page', 'PhonePage'),
    isFor: ({ sandbox }) => sandbox,
  },
  { path: 'live', title: 'Live', group: 'Work', icon: Activity, page: page('live/live-page', 'LivePage') },
  { path: 'calls', title: 'Calls', group: 'Work', icon: PhoneCall, page: page('calls/calls-page', 'CallsPage') },
  {
    path: 'callbacks',
    title: 'Callbacks',
    group: 'Work',
    icon: CalendarClock,
    page: page('callbacks/callbacks-page', 'CallbacksPage'),
  },
  {
    path: 'messages',
    title: 'Messages',
    group: 'Work',
    icon: MessageSquareText,
    page: page('messages/messages-page', 'MessagesPage'),
  },
  {
    path: 'contacts',
    title: 'Contacts',
    group: 'Work',
    icon: Contact,
    page: page('contacts/contacts-page', 'ContactsPage'),
  },
  { path: 'lines', title: 'Lines', group: 'Set up', icon: BookOpen, page: page('lines/lines-page', 'LinesPage') },
  {
    path: 'accounts',
    title: 'Accounts',
    group: 'Set up',
    icon: Users,
    page: page('access/accounts-page', 'AccountsPage'),
    isFor: isAdmin,
  },
  { path: 'limits', title: 'Limits', group: 'Watch', icon: Gauge, page: page('limits/limits-page', 'LimitsPage') },
  { path: 'health', title: 'Health', group: 'Watch', icon: HeartPulse, page: page('health/health-page', 'HealthPage') },
  {
    path: 'audit',
    title: 'Audit log',
    group: 'Watch',
    icon: ClipboardList,
    page: page('access/audit-page', 'AuditPage'),
    isFor: isAdmin,
  },
];

export function routesFor(who: Who): readonly PageRoute[] {
  return known.flatMap(({ page: found, ...route }) =>
    found === null || route.isFor?.(who) === false ? [] : [{ ...route, page: found }],
  );
}
