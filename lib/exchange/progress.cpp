// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/progress.h"

#include <QCoreApplication>

namespace sonde {

tl::unexpected<Error> canceled()
{
    return fail(QCoreApplication::translate("sonde::Exchange", "Canceled; nothing was kept."));
}

Result<> report(const Progress &progress, qint64 done, qint64 total)
{
    if (progress && !progress(done, total))
        return canceled();
    return {};
}

} // namespace sonde
