// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/appearance.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QIconEngine>
#include <QPainter>
#include <QStyle>
#include <QSvgRenderer>

#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

/// Draws a black SVG in the palette's colour, so that it fits light and dark alike.
class TintedIcon final : public QIconEngine
{
public:
    explicit TintedIcon(const QString &file)
        : m_file(file)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
        QPixmap drawn = pixmap(rect.size() * ratio, mode, state);
        painter->drawPixmap(rect, drawn);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        QPixmap drawn(size);
        drawn.fill(Qt::transparent);
        QPainter painter(&drawn);
        QSvgRenderer(m_file).render(&painter);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        painter.fillRect(drawn.rect(), QApplication::palette().color(group, QPalette::ButtonText));
        return drawn;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new TintedIcon(m_file); }

private:
    QString m_file;
};

QPalette darkPalette()
{
    const QColor window(0x2b, 0x2c, 0x30);
    const QColor base(0x1a, 0x1b, 0x1d);
    const QColor text(0xe8, 0xea, 0xed);
    const QColor button(0x3a, 0x3b, 0x40);
    const QColor muted(0x8a, 0x8d, 0x93);
    const QColor accent(0x2f, 0x6f, 0xd6);
    QPalette palette(text, button, button.lighter(140), window.darker(160), window.darker(120), text, Qt::white, base,
                     window);
    palette.setColor(QPalette::AlternateBase, window);
    palette.setColor(QPalette::ToolTipBase, button);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(0x8a, 0xb4, 0xf8));
    palette.setColor(QPalette::PlaceholderText, muted);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, muted);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, button);
    return palette;
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightnessF() < 0.5F;
}

} // namespace

void applyAppearance(QApplication &application, const QString &appearance)
{
    if (appearance.isEmpty())
        return;
    QApplication::setStyle(u"Fusion"_s);
    application.setPalette(appearance == u"dark" ? darkPalette() : QApplication::style()->standardPalette());
}

QIcon icon(const QString &name)
{
    return QIcon(new TintedIcon(u":/icons/"_s + name + u".svg"_s));
}

QColor toneColor(Tone tone, const QPalette &palette)
{
    struct Pair
    {
        QRgb light;
        QRgb dark;
    };
    static constexpr std::array<Pair, 7> Colors = {{
        {0xff0b57d0, 0xff8ab4f8}, // Received
        {0xff1e7a3c, 0xff81c995}, // Sent
        {0xff6b4a00, 0xfffdd663}, // Event
        {0xff1e7a3c, 0xff81c995}, // Good
        {0xff8a5a00, 0xfffdd663}, // Busy
        {0xffb3261e, 0xfff28b82}, // Bad
        {0xff5f6368, 0xff9aa0a6}, // Muted
    }};
    const Pair &pair = Colors[size_t(tone)];
    return QColor::fromRgb(isDark(palette) ? pair.dark : pair.light);
}

QColor hitColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0x3a, 0x35, 0x14) : QColor(0xff, 0xf7, 0xd1);
}

QFont monospacedFont()
{
    return QFontDatabase::systemFont(QFontDatabase::FixedFont);
}

} // namespace sonde
