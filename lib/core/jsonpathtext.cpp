// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonpathtext.h"

#include "core/jsonreader.h"

#include <algorithm>

namespace sonde {

QString jsonPathStep(const QString &name)
{
    // RFC 9535 section 2.5.1.1: what may stand behind a dot.
    const auto isPlain = [](QChar c) { return c.isLetterOrNumber() || c == u'_'; };
    if (!name.isEmpty() && !name.front().isDigit() && std::ranges::all_of(name, isPlain))
        return u'.' + name;
    return u'[' + QString::fromUtf8(toJsonString(name)) + u']';
}

QString jsonPathStep(qsizetype index)
{
    return u'[' + QString::number(index) + u']';
}

} // namespace sonde
