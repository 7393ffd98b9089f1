// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/lines.h"

#include "payload/jsonlines.h"
#include "payload/textlines.h"
#include "payload/xmllines.h"

#include <algorithm>

namespace sonde {

const Jump *Jumps::find(qint64 from) const
{
    const auto it = std::ranges::lower_bound(m_jumps, from, {}, &Jump::from);
    return it != m_jumps.end() && it->from == from ? &*it : nullptr;
}

void Jumps::add(const Jump &jump)
{
    const auto it = std::ranges::lower_bound(m_jumps, jump.from, {}, &Jump::from);
    if (it == m_jumps.end() || it->from != jump.from)
        m_jumps.insert(it, jump);
}

LineMaker::~LineMaker() = default;

std::unique_ptr<LineMaker> LineMaker::create(LineLayout layout, QByteArrayView text, int columns, const Folds &folds)
{
    switch (layout) {
    case LineLayout::Json:
        return std::make_unique<JsonLines>(text, columns, folds);
    case LineLayout::Xml:
        return std::make_unique<XmlLines>(text, columns, folds);
    case LineLayout::Text:
        break;
    }
    return std::make_unique<TextLines>(text, columns);
}

} // namespace sonde
