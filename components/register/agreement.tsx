'use client'

import type { RegistrationPolicy } from '@/lib/schemas/register'
import type { useCheckedForm } from '../form/use-checked-form'
import { FieldError } from '../ui/field'

type AgreementProps = {
  form: Pick<ReturnType<typeof useCheckedForm>, 'errorOf' | 'valueOf' | 'clearError'>
  policy: RegistrationPolicy
  words: Readonly<Record<'terms' | 'termsLink' | 'marketing', string>>
}

const BOX = 'mt-0.5 size-6 shrink-0 accent-brand'

/** Nothing is ticked beforehand. The terms open beside the form, so that nothing typed is lost. */
export function Agreement({ form, policy, words }: AgreementProps) {
  const error = form.errorOf('terms')
  return (
    <div className="space-y-4">
      {policy.termsUrl !== null && (
        <div>
          {error && <FieldError id="terms-error">{error}</FieldError>}
          <div className="flex gap-3">
            <input
              id="terms"
              type="checkbox"
              name="terms"
              value="yes"
              defaultChecked={form.valueOf('terms') === 'yes'}
              aria-invalid={error ? true : undefined}
              aria-describedby={error && 'terms-error'}
              onChange={() => form.clearError('terms')}
              className={BOX}
            />
            <div>
              <label htmlFor="terms" className="block font-semibold">
                {words.terms}
              </label>
              <a href={policy.termsUrl} target="_blank" rel="noreferrer" className="inline-flex min-h-11 items-center">
                {words.termsLink}
              </a>
            </div>
          </div>
        </div>
      )}
      <div className="flex gap-3">
        <input
          id="marketing"
          type="checkbox"
          name="marketing"
          value="yes"
          defaultChecked={form.valueOf('marketing') === 'yes'}
          className={BOX}
        />
        <label htmlFor="marketing">{words.marketing}</label>
      </div>
    </div>
  )
}
