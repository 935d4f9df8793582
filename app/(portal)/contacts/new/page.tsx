import { ContactEditor } from '@/components/contacts/contact-editor'
import { brand } from '@/server/brand'
import { newIntent, read } from '@/server/page'
import { addContact } from '../actions'

export default async function NewContactPage() {
  return read(
    'contacts',
    async () => newIntent(),
    (intent) => <ContactEditor known={null} action={addContact} intent={intent} brandName={brand().name} />,
  )
}
