// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/reading.h"

namespace sonde {

/// A value of JSON, or an element of XML, and the way to it.
struct TextNode
{
    QString path; ///< $.items[3]["a b"], as filters take it, or /feed/entry[2]; empty where there is no node.
    qint64 begin = 0; ///< Of the value or the element, in bytes.
    qint64 end = 0;
};

/// The innermost node at the byte `offset`; a name stands for its member, a bracket for what it opens or closes. Reads
/// the text from its beginning on. Fails where things are nested deeper than a path can tell.
[[nodiscard]] Result<TextNode> textNodeAt(LineLayout layout, QByteArrayView text, qint64 offset, WorkControl &control);

} // namespace sonde
