// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/engines.h"

#include "net/nativetransport.h"
#include "net/qttransport.h"

namespace sonde {

Engine engineFor(const QUrl &url, Engine asked)
{
    return unixSocketOf(url).isEmpty() ? asked : Engine::Native;
}

std::unique_ptr<Transport> makeTransport(const Request &request)
{
    if (engineFor(request.url, request.options.engine) == Engine::Native)
        return std::make_unique<NativeTransport>();
    return std::make_unique<QtTransport>();
}

} // namespace sonde
