using System.Text;
using System.Xml;
using System.Xml.Linq;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Tests;

/// <summary>.NET's own XML is the measure of ours.</summary>
public sealed class SoapParserTests
{
    private const string Everything =
        "\r\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- gSOAP -->\n<e:Envelope xmlns:e='urn:e' xmlns=\"urn:d\" a=\"1 &lt; 2\" e:b = 'x \"y\"'>\n <Empty/><e:Body x=\"\" ><n:Deep xmlns:n=\"urn:n\">a&amp;b&#x20AC;&#8364;<![CDATA[<raw> & ]]]]><!-- > -->é</n:Deep><Other xmlns=\"\">t</Other  ></e:Body>\n</e:Envelope>\n";

    [Fact]
    public void What_soap_allows_is_read_as_dotnet_reads_it() =>
        Assert.Equal(Describe(XElement.Parse(Everything.TrimStart())), Describe(SoapParser.Parse(Everything)));

    [Fact]
    public void What_is_written_is_read_by_dotnet_as_it_was_meant()
    {
        var message = SoapParser.Parse(Everything);

        Assert.Equal(Describe(message), Describe(XElement.Parse(Encoding.UTF8.GetString(SoapWriter.Write(message)))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("<a>")]
    [InlineData("<a></b>")]
    [InlineData("</a>")]
    [InlineData("<a/><b/>")]
    [InlineData("<a/>text")]
    [InlineData("<a b></a>")]
    [InlineData("<a b=c></a>")]
    [InlineData("<a b=\"c></a>")]
    [InlineData("<a")]
    [InlineData("<>x</>")]
    [InlineData("<a>&unknown;</a>")]
    [InlineData("<a>&#xD800;</a>")]
    [InlineData("<a>&#99999999999;</a>")]
    [InlineData("<a>&amp</a>")]
    [InlineData("<a><!-- </a>")]
    [InlineData("<!DOCTYPE a><a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")]
    [InlineData("<a><![CDATA[</a>")]
    public void What_is_not_well_formed_or_has_a_dtd_is_refused(string text) => Assert.Throws<SoapFormatException>(() => SoapParser.Parse(text));

    [Fact]
    public void Broken_documents_are_refused_and_never_crash_the_reader()
    {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder(Everything);
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                text[random.Next(text.Length)] = "<>&;/='\"![]-?: a\0"[random.Next(17)];
            }

            var broken = text.ToString(0, random.Next(text.Length));
            try
            {
                SoapParser.Parse(broken);
            }
            catch (SoapFormatException)
            {
                // Refused in good order.
            }
        }
    }

    [Theory]
    [InlineData("<a>", "</a>", 63, true)]
    [InlineData("<a>", "</a>", 64, false)]
    [InlineData("<a/>", "", 19_999, true)]
    [InlineData("<a/>", "", 20_000, false)]
    [InlineData("<a xmlns:b='' xmlns:c='' xmlns:d='' xmlns:e='' xmlns:f='' xmlns:g=''>", "</a>", 40, true)]
    [InlineData("<a xmlns:b='' xmlns:c='' xmlns:d='' xmlns:e='' xmlns:f='' xmlns:g=''>", "</a>", 50, false)]
    public void Documents_without_measure_are_refused(string piece, string end, int times, bool isRead)
    {
        var text = new StringBuilder("<root>").Insert("<root>".Length, piece, times).Insert("<root>".Length + (piece.Length * times), end, times).Append("</root>").ToString();

        Assert.Equal(isRead, Record.Exception(() => SoapParser.Parse(text)) is not SoapFormatException);
    }

    private static string Describe(SoapElement element) =>
        $"{{{element.Name.Namespace?.Uri}}}{element.Name.Local}({string.Join(',', element.Attributes.Select(attribute => $"{{{attribute.Name.Namespace?.Uri}}}{attribute.Name.Local}={attribute.Value}"))}) \"{element.Text.Trim()}\" [{string.Concat(element.Children.Select(Describe))}]";

    private static string Describe(XElement element)
    {
        var attributes = element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Select(attribute => $"{{{attribute.Name.NamespaceName}}}{attribute.Name.LocalName}={attribute.Value}");
        var text = string.Concat(element.Nodes().Where(node => node.NodeType is XmlNodeType.Text or XmlNodeType.CDATA).Cast<XText>().Select(node => node.Value));
        return $"{{{element.Name.NamespaceName}}}{element.Name.LocalName}({string.Join(',', attributes)}) \"{text.Trim()}\" [{string.Concat(element.Elements().Select(Describe))}]";
    }
}
