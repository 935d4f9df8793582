'use client'

import { useEffect, useRef } from 'react'
import { PageTitle } from '../layout/page-title'
import { MailCheck } from '../ui/icons'

export type CheckEmailWords = Readonly<Record<'pageTitle' | 'title' | 'said' | 'next', string>>

/** The answer to an address, whoever it belongs to. It takes the place of the form, and the focus. */
export function CheckEmail({ words }: { words: CheckEmailWords }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <>
      <PageTitle>{words.pageTitle}</PageTitle>
      <MailCheck aria-hidden className="mb-4 size-8 text-ok" strokeWidth={1.5} />
      <h1 ref={heading} tabIndex={-1} className="mb-3 rounded text-h2">
        {words.title}
      </h1>
      <p className="mb-3">{words.said}</p>
      <p className="text-muted">{words.next}</p>
    </>
  )
}
