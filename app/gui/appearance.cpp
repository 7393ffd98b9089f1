// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/appearance.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QIconEngine>
#include <QLabel>
#include <QPainter>
#include <QProxyStyle>
#include <QResizeEvent>
#include <QSvgRenderer>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

enum class Ink { OfFile, OfPalette, OfTone };

/// An SVG as it is, or a black one in the palette's colour or a tone's, so that it fits light and dark alike.
class SvgIcon final : public QIconEngine
{
public:
    SvgIcon(const QString &name, Ink ink, Tone tone = Tone::Muted)
        : m_file(u":/icons/"_s + name + u".svg"_s)
        , m_ink(ink)
        , m_tone(tone)
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
        if (m_ink == Ink::OfFile)
            return drawn;
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(drawn.rect(), color(mode));
        return drawn;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new SvgIcon(*this); }

private:
    [[nodiscard]] QColor color(QIcon::Mode mode) const
    {
        const QPalette palette = QApplication::palette();
        if (mode == QIcon::Selected)
            return palette.color(QPalette::HighlightedText);
        if (m_ink == Ink::OfTone)
            return toneColor(m_tone, palette);
        return palette.color(mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active, QPalette::ButtonText);
    }

    QString m_file;
    Ink m_ink;
    Tone m_tone;
};

/// The style with icons of ours in place of its PNG files: to read the first of those, Qt loads every plugin for images.
class Style final : public QProxyStyle
{
public:
    using QProxyStyle::QProxyStyle;

    QIcon standardIcon(StandardPixmap pixmap, const QStyleOption *option, const QWidget *widget) const override
    {
        switch (pixmap) {
        case SP_ToolBarHorizontalExtensionButton:
            return icon(u"more"_s);
        case SP_LineEditClearButton:
            return icon(u"close"_s);
        default:
            return QProxyStyle::standardIcon(pixmap, option, widget);
        }
    }
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

/// As high as its text is at the width that it gets. QLabel's own hint is the height of a narrow paragraph, and QFormLayout
/// leaves room for that.
class Paragraph final : public QLabel
{
public:
    using QLabel::QLabel;
    [[nodiscard]] QSize sizeHint() const override
    {
        constexpr int LikelyWidth = 480; // until a layout gives one; QTabWidget never asks what height a width needs
        return {QLabel::sizeHint().width(), heightForWidth(std::max(width(), LikelyWidth))};
    }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QLabel::resizeEvent(event);
        if (event->size().width() != event->oldSize().width())
            updateGeometry();
    }
};

} // namespace

void applyAppearance(QApplication &application, const QString &appearance)
{
    QApplication::setStyle(appearance.isEmpty() ? new Style : new Style(u"Fusion"_s));
    if (appearance.isEmpty())
        return;
    application.setPalette(appearance == u"dark" ? darkPalette() : QApplication::style()->standardPalette());
}

QIcon icon(const QString &name)
{
    return QIcon(new SvgIcon(name, Ink::OfPalette));
}

QIcon icon(const QString &name, Tone tone)
{
    return QIcon(new SvgIcon(name, Ink::OfTone, tone));
}

QIcon programIcon()
{
    return QIcon(new SvgIcon(u"io.github.sonde.Sonde"_s, Ink::OfFile));
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

void setTextTone(QWidget *widget, Tone tone)
{
    QPalette palette;
    palette.setColor(QPalette::WindowText, toneColor(tone, palette));
    widget->setPalette(palette);
}

QColor hitColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0x3a, 0x35, 0x14) : QColor(0xff, 0xf7, 0xd1);
}

QFont monospacedFont()
{
    return QFontDatabase::systemFont(QFontDatabase::FixedFont);
}

QLabel *makeExplanation(const QString &text, QWidget *parent)
{
    auto *label = new Paragraph(text, parent);
    label->setWordWrap(true);
    setTextTone(label, Tone::Muted);
    return label;
}

} // namespace sonde
