"""A small document: two events, roles with evidence, a claim, a count, and labels that are not what they seem."""

DOCUMENT = "https://example.org/doc/harbour"

# Two roles have evidence; the graph does not state the second, as if the text hedged it.
HARBOUR = """
@base <https://example.org/doc/harbour> .
@prefix kgb: <https://w3id.org/kgbuild/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix fact: <http://groundedannotationframework.org/grasp/factuality#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix gaf: <http://groundedannotationframework.org/gaf#> .
@prefix : <https://example.org/doc/harbour#> .

<> a schema:NewsArticle ; dcterms:identifier "harbour" ; schema:headline "Dockers <i>down</i> tools" ;
    schema:datePublished "2022-01-06" .
<#char=0,32> a nif:Sentence ; nif:anchorOf "Dockers <b>struck</b> in Norway." .
<#char=0,7> a nif:OffsetBasedString ; nif:anchorOf "Dockers" ; kgb:inSentence <#char=0,32> .
<#evidence=1> a kgb:Evidence ; rdf:subject :strike ; rdf:predicate kgb:actor ; rdf:object :dockers ;
    gaf:denotedBy <#char=0,7> ; kgb:confidence 0.9 .
<#evidence=2> a kgb:Evidence ; rdf:subject :strike ; rdf:predicate kgb:recipient ; rdf:object </entity/Q20> ;
    gaf:denotedBy <#char=0,7> ; kgb:confidence 0.4 .
:dead a kgb:Count ; kgb:countKind kgb:killed ; kgb:lower 3 ; gaf:denotedBy <#char=0,7> .
:strike a kgb:Protest, kgb:Event ; kgb:polarity fact:positive ; kgb:certainty fact:certain ;
    gaf:denotedBy <#char=0,7> ; kgb:actor :dockers ; kgb:hasPlace :port .
:visit a kgb:Consult, kgb:Event .
:dockers a kgb:Group, kgb:Actor ; gaf:denotedBy <#char=0,7> ;
    skos:prefLabel "<script>alert('dockers')</script>", "Tom & \\"Jerry\\"" .
:port a kgb:Facility, kgb:Place ; skos:prefLabel "old port" .
</entity/Q20> a kgb:Country, kgb:Place, kgb:Actor ; skos:prefLabel "Norway" ;
    rdfs:seeAlso <javascript:alert(1)>, <https://example.com/norway> .
:said a schema:Claim ; prov:wasAttributedTo :dockers ; kgb:quote "a\\u0007b" .
"""
