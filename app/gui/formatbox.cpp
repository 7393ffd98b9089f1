// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/formatbox.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr std::array Formats = {PayloadFormat::AsSent,      PayloadFormat::Json, PayloadFormat::Xml,
                                PayloadFormat::Gzip,        PayloadFormat::Zlib, PayloadFormat::Deflate,
                                PayloadFormat::MessagePack, PayloadFormat::Cbor, PayloadFormat::Image};

} // namespace

FormatBox::FormatBox(QWidget *parent)
    : QComboBox(parent)
{
    // Always as wide as the longest guess that is common, so that nothing moves from row to row.
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(int(tr("Looks like %1").arg(formatName(PayloadFormat::MessagePack)).size()));
    addItem({});
    for (const PayloadFormat format : Formats)
        addItem(formatName(format));
    connect(this, &QComboBox::activated, this, [this](int index) {
        m_format = index > 0 ? std::optional(Formats[size_t(index - 1)]) : std::nullopt;
        emit formatChosen();
    });
}

void FormatBox::showGuess(const Reading &reading)
{
    QStringList names;
    for (const PayloadFormat format : reading.formats)
        names << (format == PayloadFormat::Image ? tr("an image") : formatName(format));
    if (m_format)
        showAutomatic(tr("Automatic"));
    else if (names.isEmpty())
        showAutomatic(reading.isText() ? tr("Plain text") : tr("Bytes"));
    else
        showAutomatic(tr("Looks like %1").arg(names.join(tr(", then "))));
}

void FormatBox::showNothing()
{
    showAutomatic(tr("Automatic"));
}

void FormatBox::showAutomatic(const QString &text)
{
    setItemText(0, text);
    setCurrentIndex(m_format ? int(std::ranges::find(Formats, *m_format) - Formats.begin()) + 1 : 0);
    setToolTip(tr("What the payload is read as: %1").arg(currentText()));
}

} // namespace sonde
