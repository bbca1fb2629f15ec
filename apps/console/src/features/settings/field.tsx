import type { InputHTMLAttributes } from 'react';
import { useId } from 'react';

/** A field with its name, and what the server has against it beside it. */
export const Field = ({
  label,
  fault,
  ...input
}: {
  readonly label: string;
  readonly fault?: string | undefined;
} & InputHTMLAttributes<HTMLInputElement>) => {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="field-input"
        autoComplete="off"
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        {...input}
      />
      {fault !== undefined && (
        <p className="field-fault" id={`${id}-fault`}>
          <span aria-hidden>⚠</span> {fault}
        </p>
      )}
    </div>
  );
};
