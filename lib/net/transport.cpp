// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/transport.h"

namespace sonde {

Result<> Transport::perform(const LabAction &)
{
    return fail(tr("Only Sonde's own engine can do this."),
                tr("Choose it in the connection's settings, page Engine, and connect anew."));
}

} // namespace sonde
