import { RegisterEditor } from '@/components/register/register-editor'
import { brand } from '@/server/brand'
import { newIntent, read } from '@/server/page'
import { prepareAnotherAccount } from '@/server/use-cases/another-account'
import { openAccount } from './actions'

export default async function AnotherAccountPage() {
  return read('signed-in', prepareAnotherAccount, ({ policy, known }) => (
    <div className="max-w-[40rem]">
      <RegisterEditor
        action={openAccount}
        intent={newIntent()}
        policy={policy}
        brandName={brand().name}
        known={known}
      />
    </div>
  ))
}
