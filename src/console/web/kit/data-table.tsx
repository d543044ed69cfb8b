import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type Ref, useRef } from 'react';

export interface Column<Row> {
  readonly id: string;
  readonly title: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Names the row for screen readers; the first one does where none says so. */
  readonly isRowHeader?: boolean;
  /** Numbers stand at the end. */
  readonly end?: boolean;
  readonly wrap?: boolean;
  /** CSS width. */
  readonly width?: string;
}

export interface DataTableProps<Row> {
  /** What the table is, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Shown as chosen. */
  readonly openKey?: string | null;
}

/** A plain table for up to some hundred rows. A row is opened by a link in its first cell (class `row-link`). */
export function DataTable<Row>({ caption, columns, rows, rowKey, openKey = null }: DataTableProps<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-scroll" tabIndex={0} aria-label={caption}>
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        <Head columns={columns} />
        <tbody>
          {rows.map((row) => (
            <Cells key={rowKey(row)} row={row} columns={columns} isOpen={rowKey(row) === openKey} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

export interface VirtualTableProps<Row> extends DataTableProps<Row> {
  /** Px; rows do not wrap. */
  readonly rowHeight?: number;
  /** CSS height of the whole. */
  readonly height?: string;
  /** How many there are in all, where that is known and more than are loaded. */
  readonly total?: number;
  /** The end is near: load more. */
  readonly onNearEnd?: () => void;
  readonly scrollRef?: Ref<HTMLElement>;
}

/** A table of any number of rows: only those in sight are in the page, all are counted for screen readers. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { caption, columns, rows, rowKey, openKey = null, rowHeight = 44, height = '70dvh', total, onNearEnd } = props;
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  if (last !== undefined && last.index >= rows.length - 20 && onNearEnd !== undefined) queueMicrotask(onNearEnd);
  const above = first?.start ?? 0;
  const below = virtual.getTotalSize() - (last?.end ?? 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-scroll" tabIndex={0} aria-label={caption} ref={scroller} style={{ maxHeight: height }}>
      <table className="table" aria-rowcount={(total ?? rows.length) + 1}>
        <caption className="visually-hidden">{caption}</caption>
        <Head columns={columns} />
        <tbody>
          <Filler height={above} span={columns.length} />
          {items.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <Cells
                key={rowKey(row)}
                row={row}
                columns={columns}
                isOpen={rowKey(row) === openKey}
                index={index + 2}
                height={rowHeight}
              />
            );
          })}
          <Filler height={below} span={columns.length} />
        </tbody>
      </table>
    </section>
  );
}

function Filler({ height, span }: { readonly height: number; readonly span: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden style={{ height }}>
      <td colSpan={span} style={{ padding: 0, border: 0 }} />
    </tr>
  );
}

function Head<Row>({ columns }: { readonly columns: readonly Column<Row>[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ id, title, end = false, width }) => (
          <th
            key={id}
            scope="col"
            className={end ? 'end' : undefined}
            style={width === undefined ? undefined : { width }}
          >
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface CellsProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly isOpen: boolean;
  readonly index?: number;
  readonly height?: number;
}

function Cells<Row>({ row, columns, isOpen, index, height }: CellsProps<Row>) {
  const header = columns.find(({ isRowHeader }) => isRowHeader === true) ?? columns[0];
  return (
    <tr
      className={isOpen ? 'open' : undefined}
      {...(index !== undefined && { 'aria-rowindex': index })}
      style={height === undefined ? undefined : { height }}
    >
      {columns.map((column) => {
        const { id, cell, end = false, wrap = false } = column;
        const className = end ? 'end' : wrap ? 'wrap' : undefined;
        return column === header ? (
          <th key={id} scope="row" className={className}>
            {cell(row)}
          </th>
        ) : (
          <td key={id} className={className}>
            {cell(row)}
          </td>
        );
      })}
    </tr>
  );
}
