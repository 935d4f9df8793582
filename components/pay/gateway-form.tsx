'use client'

import type { ReactNode } from 'react'
import type { Action } from '@/lib/result'
import type { Gateway } from '@/lib/schemas/money'
import { payPageInput } from '@/lib/schemas/pay-page'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'
import { FieldError } from '../ui/field'
import { Data } from '../ui/text'

type GatewayFormProps = {
  action: Action
  intent: string
  invoice: number
  gateways: readonly Gateway[]
  /** The invoice's own way to pay; '' when it is none of these. */
  chosen: string
  words: FormFrameWords & { readonly legend: string; readonly submit: string; readonly opening: string }
  errors: ErrorWords
  heading: ReactNode
  children: ReactNode
}

/** The way to pay, and the way to the page where it is paid. The names are WHMCS's. */
export function GatewayForm({ action, intent, invoice, gateways, chosen, words, errors, ...parts }: GatewayFormProps) {
  const initial = { invoice: String(invoice), gateway: chosen }
  const form = useCheckedForm({ action, intent, schema: payPageInput, words: errors, initial })
  const error = form.errorOf('gateway')
  return (
    <CheckedForm form={form} words={words} heading={parts.heading}>
      <input type="hidden" name="invoice" value={invoice} />
      {gateways.length < 2 ? (
        <input type="hidden" name="gateway" value={chosen} />
      ) : (
        <fieldset id="gateway" tabIndex={-1} aria-describedby={error && 'gateway-error'}>
          <legend className="mb-3 text-h3">{words.legend}</legend>
          {error && <FieldError id="gateway-error">{error}</FieldError>}
          <div className="space-y-3">
            {gateways.map(({ module, name }) => (
              <label
                key={module}
                className="flex cursor-pointer gap-3 rounded-lg border border-control p-4 has-checked:border-brand"
              >
                <input
                  id={`gateway-${module}`}
                  type="radio"
                  name="gateway"
                  value={module}
                  defaultChecked={form.valueOf('gateway') === module}
                  onChange={() => form.clearError('gateway')}
                  className="mt-0.5 size-5 shrink-0"
                />
                <Data className="font-semibold">{name}</Data>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {parts.children}
      <SubmitButton label={words.submit} pendingLabel={words.opening} busy={form.pending} />
    </CheckedForm>
  )
}
