import { OwnEmailEditor } from '@/components/profile/editors'
import { brand } from '@/server/brand'
import { asksPassword, newIntent, read } from '@/server/page'
import { getOwn } from '@/server/use-cases/own-details'
import { changeOwnEmail } from '../../actions'

export default async function SignInEmailPage() {
  const confirm = await asksPassword()
  return read('signed-in', getOwn, ({ email }) => (
    <OwnEmailEditor
      action={changeOwnEmail}
      intent={newIntent()}
      brandName={brand().name}
      email={email}
      confirm={confirm}
    />
  ))
}
