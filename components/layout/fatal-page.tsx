import { buttonClass } from '../ui/button'
import { PageTitle } from './page-title'

export type FatalWords = Readonly<Record<'title' | 'explain' | 'retry' | 'reference', string>>

export type FatalProps = { digest: string | undefined; reset: () => void }

export function FatalPage({ words, digest, reset }: FatalProps & { words: FatalWords }) {
  return (
    <div className="mx-auto max-w-[40rem] space-y-4 px-4 py-16">
      <PageTitle>{words.title}</PageTitle>
      <h1 className="text-h1">{words.title}</h1>
      <p className="text-lead text-muted">{words.explain}</p>
      <button type="button" onClick={reset} className={buttonClass('outlined')}>
        {words.retry}
      </button>
      {digest && (
        <p className="text-meta text-muted">
          {words.reference} <bdi>{digest}</bdi>
        </p>
      )}
    </div>
  )
}
