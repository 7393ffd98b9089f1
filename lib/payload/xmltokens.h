// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace sonde {

/// A piece of XML, found by its marks alone.
struct XmlToken
{
    enum Kind {
        StartTag,
        EmptyTag, ///< <a/>
        EndTag,
        Text, ///< Up to the next mark.
        Other, ///< A comment, CDATA, a processing instruction, a declaration.
        End, ///< Nothing is left.
    };

    Kind kind = End;
    qint64 begin = 0;
    qint64 end = 0;

    /// Of an element, without a mark.
    [[nodiscard]] QByteArrayView name(QByteArrayView text) const;
};

/// The token that begins at `offset`; white space there is text.
[[nodiscard]] XmlToken xmlTokenAt(QByteArrayView text, qint64 offset);

} // namespace sonde
