import { Check, KeyRound } from '../ui/icons'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Action } from '@/lib/result'
import type { EmailKind } from '@/lib/schemas/contact'
import { contactName, EMAIL_KINDS } from '@/lib/schemas/contact'
import { Remove } from '../form/remove'
import { AppLink } from '../layout/app-link'
import { Chip } from '../ui/chip'
import { Head, ListTable } from '../ui/list-table'
import { Data } from '../ui/text'
import type { ContactListPage, ContactRow } from './contact-list'
import { useRemoveWords } from './remove-words'

type Removal = { removeContact: Action; makeIntent: () => string }
type PersonProps = Removal & { row: ContactRow }

/** Who gets which mail: a grid where there is room for one, below that a card for each person, with what they get. */
export function ContactTable({ page, ...removal }: Removal & { page: ContactListPage }) {
  const t = useTranslations('contacts')
  return (
    <ListTable
      cards="xl"
      caption={t('caption')}
      head={
        <>
          <Head>{t('name')}</Head>
          {EMAIL_KINDS.map((kind) => (
            <Head key={kind} className="xl:px-2 xl:text-center">
              {t(`kinds.${kind}`)}
            </Head>
          ))}
          <Head>
            <span className="sr-only">{t('actions')}</span>
          </Head>
        </>
      }
    >
      <tbody role="rowgroup" className="max-xl:block">
        <Row emails={page.holder.emails} actions={null}>
          <Data className="font-semibold wrap-anywhere">{page.holder.name}</Data>
          <span className="block text-meta font-normal text-muted">{t('holder')}</span>
        </Row>
        {page.rows.map((row) => (
          <Person key={row.contact.id} row={row} {...removal} />
        ))}
      </tbody>
    </ListTable>
  )
}

function Person({ row: { contact, locked, soleFor }, removeContact, makeIntent }: PersonProps) {
  const t = useTranslations('contacts')
  const name = contactName(contact)
  const words = useRemoveWords(contact, soleFor)
  const href = `/contacts/${contact.id}`
  const actions = !locked && (
    <span className="inline-flex gap-4 whitespace-nowrap">
      <AppLink href={href} aria-label={t('editLabel', { name })} className="inline-flex min-h-11 items-center">
        {t('edit')}
      </AppLink>
      <Remove
        {...{ id: contact.id, words, action: removeContact, intent: makeIntent() }}
        fields={{ contact: String(contact.id) }}
        href={`${href}/remove`}
      />
    </span>
  )
  return (
    <Row emails={contact.emails} actions={actions}>
      <Data className="font-semibold wrap-anywhere">{name}</Data>
      {contact.company !== '' && contact.company !== name && (
        <span className="block text-meta font-normal wrap-anywhere text-muted">
          <Data>{contact.company}</Data>
        </span>
      )}
      <span className="block text-meta font-normal wrap-anywhere text-muted">
        <Data>{contact.email}</Data>
      </span>
      {contact.signsIn && (
        <span className="mt-1 block">
          <Chip tone="info" icon={KeyRound}>
            {t('signsIn')}
          </Chip>
        </span>
      )}
    </Row>
  )
}

type RowProps = { emails: readonly EmailKind[] | null; actions: ReactNode; children: ReactNode }

function Row({ emails, actions, children }: RowProps) {
  const t = useTranslations('contacts')
  return (
    <tr role="row" className="max-xl:flex max-xl:flex-wrap max-xl:gap-2 max-xl:px-4 max-xl:py-3.5">
      <th role="rowheader" scope="row" className="max-xl:block max-xl:w-full max-xl:p-0">
        {children}
      </th>
      {EMAIL_KINDS.map((kind) => (
        <Mail key={kind} word={t(`kinds.${kind}`)} gets={emails ? emails.includes(kind) : null} />
      ))}
      <td role="cell" className="max-xl:block max-xl:w-full max-xl:p-0 xl:text-end">
        {emails?.length === 0 && <span className="text-meta text-muted xl:hidden">{t('nothing')}</span>}
        {actions && <span className="max-xl:block">{actions}</span>}
      </td>
    </tr>
  )
}

/** In the grid a mark under its heading; on a card a word, and only when there is something to say. */
function Mail({ word, gets }: { word: string; gets: boolean | null }) {
  const t = useTranslations('contacts')
  if (!gets) {
    return (
      <td role="cell" className="text-center text-muted max-xl:hidden">
        <span aria-hidden>{gets === null ? '?' : '–'}</span>
        <span className="sr-only">{t(gets === null ? 'unknown' : 'no')}</span>
      </td>
    )
  }
  return (
    <td role="cell" className="xl:text-center max-xl:inline-flex max-xl:p-0">
      <span className="inline-flex items-center gap-1.5 align-middle text-ok max-xl:rounded-full max-xl:bg-ok-bg max-xl:px-2.5 max-xl:py-0.5 max-xl:text-meta max-xl:font-semibold">
        <Check aria-hidden className="size-5 shrink-0 max-xl:size-3.5" strokeWidth={2.25} />
        <span className="xl:sr-only">{word}</span>
        <span className="sr-only max-xl:hidden">{t('yes')}</span>
      </span>
    </td>
  )
}
