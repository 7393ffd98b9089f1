// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/engines.h"

#include "net/authorizer.h"
#include "net/nativetransport.h"
#include "net/qttransport.h"
#include "net/redirector.h"

namespace sonde {

namespace {

std::unique_ptr<Transport> authorized(const TransportFactory &factory, const Request &request)
{
    return Authorizer::isNeededFor(request.options.auth) ? std::make_unique<Authorizer>(factory) : factory(request);
}

} // namespace

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

/// A transport with all that `request` needs around it. What a redirect leads to is authorized anew, if at all.
std::unique_ptr<Transport> transportFor(const TransportFactory &factory, const Request &request)
{
    if (!request.options.followsRedirects)
        return authorized(factory, request);
    return std::make_unique<Redirector>([factory](const Request &next) { return authorized(factory, next); });
}

} // namespace sonde
