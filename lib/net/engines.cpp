// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/engines.h"

#include "net/nativetransport.h"
#include "net/qttransport.h"

namespace sonde {

std::unique_ptr<Transport> makeTransport(const Request &request)
{
    if (request.options.engine == Engine::Native || !unixSocketOf(request.url).isEmpty())
        return std::make_unique<NativeTransport>();
    return std::make_unique<QtTransport>();
}

} // namespace sonde
