import type { CostView } from '../../../../contract/call.ts';
import { Card } from '../../../kit/card.tsx';

/** About what the call cost. Never exact: list prices, of a month that is said. */
export function CostCard({ cost }: { readonly cost: CostView }) {
  if (cost.parts.length === 0) return null;
  return (
    <Card title="About what it cost" aside={<strong>about {dollars(cost.total)}</strong>} flush>
      <table className="table calls-cost">
        <caption className="visually-hidden">Parts of the estimated cost</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">What</th>
            <th scope="col">About</th>
          </tr>
        </thead>
        <tbody>
          {cost.parts.map(({ what, detail, amount }) => (
            <tr key={what}>
              <th scope="row" className="wrap">
                {what}
                <span className="muted small calls-detail">{detail}</span>
              </th>
              <td className="end">
                {amount === null ? <span className="muted">no price known</span> : dollars(amount)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted small calls-foot">
        {cost.sandbox && 'This server runs stand-ins: nothing was charged. '}
        US list prices of {cost.asOf}; your account may have others.
      </p>
    </Card>
  );
}

/** Small sums need more places to say anything at all. */
function dollars(amount: number): string {
  if (amount === 0) return 'nothing';
  if (amount < 0.001) return 'under $0.001';
  return `$${amount.toFixed(amount < 1 ? 3 : 2)}`;
}
