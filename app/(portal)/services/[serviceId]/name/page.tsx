import { NameEditor } from '@/components/services/name-editor'
import { brand } from '@/server/brand'
import { idParam, newIntent, read } from '@/server/page'
import { getService } from '@/server/use-cases/services'
import { renameService } from '../../actions'

export default async function ServiceNamePage({ params }: { params: Promise<{ serviceId: string }> }) {
  const { serviceId } = await params
  return read(
    'products',
    async (viewer) => getService(viewer, idParam(serviceId)),
    (known) => <NameEditor known={known} action={renameService} intent={newIntent()} brandName={brand().name} />,
  )
}
