import type { ReactNode } from 'react'

type CreditChoiceProps = {
  value: 'full' | 'other' | 'none'
  title: ReactNode
  text?: ReactNode
  /** Chosen before, and come back to. */
  chosen?: boolean
  children?: ReactNode
}

/** One answer to how much credit is used. What belongs to it stands inside its frame. */
export function CreditChoice({ value, title, text, chosen = false, children }: CreditChoiceProps) {
  const id = `credit-${value}`
  return (
    <div className="rounded-lg border border-control p-4 has-checked:border-brand">
      <label className="flex cursor-pointer gap-3">
        <input
          id={id}
          type="radio"
          name="credit"
          value={value}
          defaultChecked={chosen}
          aria-describedby={text === undefined ? undefined : `${id}-text`}
          className="mt-0.5 size-5 shrink-0"
        />
        <span>
          <span className="block font-semibold">{title}</span>
          {text !== undefined && (
            <span id={`${id}-text`} className="block text-muted">
              {text}
            </span>
          )}
        </span>
      </label>
      {children}
    </div>
  )
}
