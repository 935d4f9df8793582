'use client'

import { useEffect, useRef } from 'react'
import type { FieldError } from './use-action-form'

type ErrorSummaryProps = {
  title: string
  /** Shown when no field is to blame. */
  message: string
  fields: readonly FieldError[]
  reference: string | undefined
}

/** Takes the focus when it appears and leads to each field. The alert is an inner element: on the root JAWS misreads it. */
export function ErrorSummary({ title, message, fields, reference }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div ref={box} tabIndex={-1} className="mb-6 rounded border-2 border-bad p-4">
      <div role="alert" className="space-y-2">
        <h2 className="text-lead font-semibold">{title}</h2>
        {fields.length === 0 ? (
          <p className="text-bad">{message}</p>
        ) : (
          <ul className="space-y-1">
            {fields.map((field) => (
              <li key={field.name}>
                <a href={`#${field.name}`} className="font-semibold text-bad" suppressHydrationWarning>
                  {named(field)}
                </a>
              </li>
            ))}
          </ul>
        )}
        {reference && <p className="text-meta text-muted">{reference}</p>}
      </div>
    </div>
  )
}

/** A sentence like "Enter this" says nothing here without its field. In HTML alone it stands without. */
function named({ name, text, vague = false }: FieldError): string {
  const label = vague && typeof document !== 'undefined' && document.querySelector(`label[for="${name}"]`)?.textContent
  return label ? `${label}: ${text}` : text
}
