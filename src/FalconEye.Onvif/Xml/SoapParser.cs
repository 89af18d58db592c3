using System.Buffers;
using System.Globalization;
using System.Text;

namespace FalconEye.Onvif.Xml;

/// <summary>
/// Reads the part of XML that SOAP allows (https://www.w3.org/TR/soap12-part1/#soapenv): elements, attributes, text, CDATA and comments.
/// There is no DTD, so no entity expands, and nothing is fetched. Why not System.Xml: docs/decisions/0008-onvif-client.md.
/// </summary>
internal sealed class SoapParser
{
    private const int MaxDepth = 64;
    private const int MaxElements = 20_000;
    private const int MaxAttributes = 128;
    private const int MaxDeclarations = 256;
    private const string Blanks = " \t\r\n";
    private static readonly SearchValues<char> EndsOfName = SearchValues.Create(Blanks + "/>=<\"'&");

    private readonly string _text;
    private readonly Stack<Unfinished> _open = new();
    private int _at;
    private int _elements;
    private int _declarations;

    private SoapParser(string text) => _text = text;

    /// <summary>An element whose end has not come.</summary>
    private sealed record Unfinished(SoapElement Element, string Tag, List<SoapNamespace> Declared)
    {
        internal StringBuilder Text { get; } = new();
    }

    /// <summary>Parses a document.</summary>
    /// <exception cref="SoapFormatException">It is not well-formed, has a DTD, or is too deep or too large.</exception>
    internal static SoapElement Parse(string text) => new SoapParser(text).ReadDocument();

    private SoapElement ReadDocument()
    {
        SoapElement? root = null;
        while (_at < _text.Length)
        {
            if (_text[_at] != '<')
            {
                AddText(Decode(TakeUntilMarkup()));
            }
            else if (TryTake("<!--"))
            {
                TakeThrough("-->");
            }
            else if (TryTake("<![CDATA["))
            {
                AddText(TakeThrough("]]>"));
            }
            else if (TryTake("<?"))
            {
                TakeThrough("?>");
            }
            else if (TryTake("</"))
            {
                Close();
            }
            else
            {
                var element = Open(root is not null);
                root ??= element;
            }
        }

        return root is not null && _open.Count == 0 ? root : throw new SoapFormatException("The document breaks off.");
    }

    private void AddText(string text)
    {
        if (_open.TryPeek(out var parent))
        {
            parent.Text.Append(text);
        }
        else if (!string.IsNullOrWhiteSpace(text))
        {
            throw new SoapFormatException("There is text outside of the document.");
        }
    }

    private void Close()
    {
        var tag = TakeName();
        SkipBlanks();
        if (!TryTake(">") || !_open.TryPop(out var open) || open.Tag != tag)
        {
            throw new SoapFormatException("An end tag has no beginning.");
        }

        open.Element.Text = open.Text.ToString();
        _declarations -= open.Declared.Count;
    }

    private SoapElement Open(bool hasRoot)
    {
        if (++_elements > MaxElements || _open.Count >= MaxDepth || (hasRoot && _open.Count == 0))
        {
            throw new SoapFormatException("The document has too many elements.");
        }

        _at++;
        var tag = TakeName();
        var attributes = TakeAttributes();
        List<SoapNamespace> declared =
        [
            .. attributes
                .Where(attribute => IsDeclaration(attribute.Name))
                .Select(attribute => new SoapNamespace(PrefixOf(attribute.Name), attribute.Value)),
        ];
        var isEmpty = TryTake("/");
        if (!TryTake(">") || _declarations + declared.Count > MaxDeclarations)
        {
            throw new SoapFormatException("A tag breaks off, or declares too much.");
        }

        var element = new SoapElement(NameOf(tag, declared, isAttribute: false))
        {
            Attributes =
            [
                .. attributes
                    .Where(attribute => !IsDeclaration(attribute.Name))
                    .Select(attribute => new SoapAttribute(NameOf(attribute.Name, declared, isAttribute: true), attribute.Value)),
            ],
        };
        if (_open.TryPeek(out var parent))
        {
            parent.Element.Children.Add(element);
        }

        if (!isEmpty)
        {
            _open.Push(new Unfinished(element, tag, declared));
            _declarations += declared.Count;
        }

        return element;
    }

    private List<(string Name, string Value)> TakeAttributes()
    {
        var attributes = new List<(string, string)>();
        for (SkipBlanks(); _at < _text.Length && _text[_at] is not ('/' or '>'); SkipBlanks())
        {
            var name = TakeName();
            SkipBlanks();
            if (!TryTake("="))
            {
                throw new SoapFormatException("An attribute has no value.");
            }

            SkipBlanks();
            var quote = TryTake("\"") ? "\"" : TryTake("'") ? "'" : throw new SoapFormatException("An attribute's value has no quotes.");
            attributes.Add((name, Decode(TakeThrough(quote))));
            if (attributes.Count > MaxAttributes)
            {
                throw new SoapFormatException("An element has too many attributes.");
            }
        }

        return attributes;
    }

    /// <summary>A prefix that no one declared is as good as none: cameras forget declarations.</summary>
    private SoapName NameOf(string name, List<SoapNamespace> declared, bool isAttribute)
    {
        var colon = name.IndexOf(':');
        var prefix = colon < 0 ? "" : name[..colon];
        if (isAttribute && prefix.Length == 0)
        {
            return new SoapName(null, name);
        }

        var space = declared.Concat(_open.SelectMany(open => open.Declared)).FirstOrDefault(declaration => declaration.Prefix == prefix);
        return new SoapName(space is { Uri.Length: > 0 } ? space with { Prefix = prefix.Length == 0 ? "ns0" : prefix } : null, name[(colon + 1)..]);
    }

    private static bool IsDeclaration(string name) => name == "xmlns" || name.StartsWith("xmlns:", StringComparison.Ordinal);

    private static string PrefixOf(string declaration) => declaration == "xmlns" ? "" : declaration["xmlns:".Length..];

    private void SkipBlanks()
    {
        while (_at < _text.Length && Blanks.Contains(_text[_at]))
        {
            _at++;
        }
    }

    private bool TryTake(string token)
    {
        var isThere = string.CompareOrdinal(_text, _at, token, 0, token.Length) == 0;
        _at += isThere ? token.Length : 0;
        return isThere;
    }

    private string TakeName()
    {
        var length = _text.AsSpan(_at).IndexOfAny(EndsOfName);
        if (length <= 0 || _text[_at] is '!' or '?')
        {
            throw new SoapFormatException("A name is missing, or there is a DTD.");
        }

        _at += length;
        return _text.Substring(_at - length, length);
    }

    private string TakeUntilMarkup()
    {
        var end = _text.IndexOf('<', _at);
        var text = end < 0 ? _text[_at..] : _text[_at..end];
        _at += text.Length;
        return text;
    }

    private string TakeThrough(string end)
    {
        var found = _text.IndexOf(end, _at, StringComparison.Ordinal);
        var text = found < 0 ? throw new SoapFormatException("The document breaks off.") : _text[_at..found];
        _at = found + end.Length;
        return text;
    }

    private static string Decode(string text)
    {
        var first = text.IndexOf('&');
        if (first < 0)
        {
            return text;
        }

        var decoded = new StringBuilder(text, 0, first, text.Length);
        for (var at = first; at < text.Length; at++)
        {
            var end = text[at] == '&' ? text.IndexOf(';', at) : at;
            decoded.Append(text[at] != '&' ? text[at].ToString() : end < 0 ? throw new SoapFormatException("A character reference breaks off.") : Character(text[(at + 1)..end]));
            at = end;
        }

        return decoded.ToString();
    }

    private static string Character(string name) => name switch
    {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        ['#', 'x', .. var digits] when int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code) => new Rune(code).ToString(),
        ['#', .. var digits] when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code) => new Rune(code).ToString(),
        _ => throw new SoapFormatException("There is an undeclared entity."),
    };
}
