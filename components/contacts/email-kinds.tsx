import type { EmailKind } from '@/lib/schemas/contact'
import { FieldError } from '../ui/field'

export type EmailKindChoice = { readonly kind: EmailKind; readonly name: string; readonly hint: string }

type EmailKindsProps = {
  legend: string
  choices: readonly EmailKindChoice[]
  ticked: readonly string[]
  note: string | undefined
  error: string | undefined
  onChange: () => void
}

/** The group says what is wrong with it, since no single box is; a link from the summary leads to its first box. */
export function EmailKinds({ legend, choices, ticked, note, error, onChange }: EmailKindsProps) {
  return (
    <fieldset aria-describedby={error ? 'emails-error' : undefined} onChange={onChange}>
      <legend className="mb-3 text-h3 font-semibold">{legend}</legend>
      {note && <p className="mb-1 text-meta text-muted">{note}</p>}
      {error && <FieldError id="emails-error">{error}</FieldError>}
      <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {choices.map(({ kind, name, hint }, place) => {
          const id = place === 0 ? 'emails' : `emails-${kind}`
          return (
            <div key={kind} className="flex gap-3 py-1">
              <input
                id={id}
                type="checkbox"
                name="emails"
                value={kind}
                defaultChecked={ticked.includes(kind)}
                aria-invalid={error ? true : undefined}
                aria-describedby={`${id}-hint`}
                className="mt-0.5 size-6 shrink-0 accent-brand"
              />
              <div>
                <label htmlFor={id} className="block font-semibold">
                  {name}
                </label>
                <p id={`${id}-hint`} className="text-meta text-muted">
                  {hint}
                </p>
              </div>
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}
