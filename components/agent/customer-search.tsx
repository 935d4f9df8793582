'use client'

import { useEffect, useRef } from 'react'
import { Button } from '../ui/button'

type CustomerSearchProps = {
  q: string
  /** On the console's own page the search is what one comes for. */
  first?: boolean
  words: Readonly<Record<'label' | 'hint' | 'submit', string>>
}

/** A plain GET form. With JavaScript, Ctrl+K or ⌘K comes here from anywhere on the page (a modifier, WCAG 2.1.4). */
export function CustomerSearch({ q, first = false, words }: CustomerSearchProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const come = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    document.addEventListener('keydown', come)
    return () => document.removeEventListener('keydown', come)
  }, [])
  return (
    <form action="/agent" role="search" data-screen className="mb-4">
      <label htmlFor="q" className="mb-1.5 block font-semibold">
        {words.label}
      </label>
      <div className="flex max-w-[40rem] gap-2">
        <input
          key={q}
          ref={input}
          id="q"
          name="q"
          type="search"
          defaultValue={q}
          // The console is one field: nobody is torn away from anything.
          autoFocus={first}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={100}
          aria-describedby="q-hint"
          aria-keyshortcuts="Control+K Meta+K"
          className="block min-h-11 w-full rounded border border-control bg-bg px-3 py-2 text-base text-fg"
        />
        <Button type="submit" look="filled">
          {words.submit}
        </Button>
      </div>
      <p id="q-hint" className="mt-1.5 text-meta text-muted">
        {words.hint}
      </p>
    </form>
  )
}
