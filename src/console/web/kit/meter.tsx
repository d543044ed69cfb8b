import { Meter as AriaMeter, Label } from 'react-aria-components';

export interface MeterProps {
  readonly label: string;
  readonly value: number;
  /** Null: there is no limit, and no bar. */
  readonly maximum: number | null;
  readonly unit?: string;
}

/** Used and left, in words and as a bar: amber from 80 %, red when it is full. */
export function Meter({ label, value, maximum, unit = '' }: MeterProps) {
  const after = unit === '' ? '' : ` ${unit}`;
  if (maximum === null)
    return (
      <div className="meter">
        <div className="meter-text">
          <span>{label}</span>
          <span>
            {value}
            {after}, no limit
          </span>
        </div>
      </div>
    );
  const part = maximum === 0 ? 1 : value / maximum;
  const tone = part >= 1 ? ' tone-bad' : part >= 0.8 ? ' tone-warn' : '';
  return (
    <AriaMeter
      className="meter"
      value={value}
      maxValue={Math.max(maximum, 1)}
      valueLabel={`${value} of ${maximum}${after}`}
    >
      {({ percentage, valueText }) => (
        <>
          <div className="meter-text">
            <Label>{label}</Label>
            <span>{valueText}</span>
          </div>
          <div className="meter-bar">
            <div className={`meter-fill${tone}`} style={{ width: `${Math.min(100, percentage)}%` }} />
          </div>
        </>
      )}
    </AriaMeter>
  );
}
