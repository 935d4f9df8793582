import type { ReactNode } from 'react'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { AppLink } from './app-link'

type SearchFormProps = {
  action: string
  q: string
  words: Readonly<Record<'search' | 'apply' | 'clear', string>>
  /** The address of the list without the search. */
  clear: string
  /** Hidden fields: what else is asked of the list. */
  children?: ReactNode
}

/** A plain GET form: it works without JavaScript, and Back brings the last view back. */
export function SearchForm({ action, q, words, clear, children }: SearchFormProps) {
  return (
    <form action={action} role="search" className="mb-4 flex flex-wrap items-end gap-x-4 gap-y-2">
      {children}
      <Field
        name="q"
        type="search"
        label={words.search}
        defaultValue={q}
        autoComplete="off"
        enterKeyHint="search"
        className="min-w-0 grow basis-44 sm:max-w-80"
      />
      <Button type="submit" look="outlined">
        {words.apply}
      </Button>
      {q && (
        <AppLink href={clear} className="inline-flex min-h-11 items-center px-2">
          {words.clear}
        </AppLink>
      )}
    </form>
  )
}
