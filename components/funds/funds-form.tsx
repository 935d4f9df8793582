'use client'

import type { ComponentProps, ReactNode } from 'react'
import { useMemo } from 'react'
import type { FundsLimits } from '@/lib/funds'
import type { Action } from '@/lib/result'
import type { FundsAdded } from '@/lib/schemas/funds'
import { fundsInput } from '@/lib/schemas/funds'
import type { FormFrameWords } from '../form/checked-form'
import { CheckedForm } from '../form/checked-form'
import { SubmitButton } from '../form/submit-button'
import type { ErrorWords } from '../form/use-action-form'
import { useCheckedForm } from '../form/use-checked-form'
import { AmountChoice } from './amount-choice'

export type FundsWords = FormFrameWords &
  Readonly<Record<'legend' | 'other' | 'amount' | 'automatic' | 'automaticHint' | 'submit' | 'sending', string>>

type FundsFormProps = Pick<ComponentProps<typeof AmountChoice>, 'offers' | 'hint'> & {
  action: Action<FundsAdded>
  intent: string
  limits: FundsLimits
  newest: string
  /** False while staff are at setting it up. */
  mayAsk: boolean
  words: FundsWords
  errors: ErrorWords
  heading: ReactNode
}

/** How much, and whether every month. */
export function FundsForm({ limits, newest, offers, hint, mayAsk, words, errors, heading, ...rest }: FundsFormProps) {
  const schema = useMemo(() => fundsInput(limits), [limits])
  const form = useCheckedForm({ ...rest, schema, words: errors, initial: { newest } })
  return (
    <CheckedForm form={form} words={words} heading={heading}>
      <input {...form.hidden('newest')} />
      <AmountChoice {...{ form, offers, hint, words }} />
      {mayAsk && (
        <div className="flex gap-3">
          <input
            id="automatic"
            type="checkbox"
            name="automatic"
            value="yes"
            defaultChecked={form.valueOf('automatic') === 'yes'}
            aria-describedby="automatic-hint"
            className="mt-0.5 size-6 shrink-0 accent-brand"
          />
          <div>
            <label htmlFor="automatic" className="block font-semibold">
              {words.automatic}
            </label>
            <p id="automatic-hint" className="text-meta text-muted">
              {words.automaticHint}
            </p>
          </div>
        </div>
      )}
      <SubmitButton label={words.submit} pendingLabel={words.sending} busy={form.pending} />
    </CheckedForm>
  )
}
